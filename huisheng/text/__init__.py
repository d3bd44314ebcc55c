"""Reading Chinese. Handed strings, gives findings; knows nothing of cases."""
