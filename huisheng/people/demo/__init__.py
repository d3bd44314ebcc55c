"""The invented people of the demo district: what there is to be, before anything is written."""
