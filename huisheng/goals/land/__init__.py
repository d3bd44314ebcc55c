"""Whether the plots cover the district (domain.md D10): pure geometry, no database and no words for people."""
