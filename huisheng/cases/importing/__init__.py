"""Reading files of matters: tables, mappings, times, places. Nothing here writes to the database."""
