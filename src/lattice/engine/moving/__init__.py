"""A whole workspace on its way from one database to another."""
