"""What holds a report back from release, one module a gate."""
