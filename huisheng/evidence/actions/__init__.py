"""Acts: what is written into the log, signed, opened and sent to witnesses."""
