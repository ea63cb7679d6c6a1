"""The gates that every action passes: identity, authorization, constraints, (execution), audit."""
