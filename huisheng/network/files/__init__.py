"""Files with a network in them (formats: the README of this app) read into rows."""
