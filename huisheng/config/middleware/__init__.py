"""What is done to every request, whatever page it asks for."""
