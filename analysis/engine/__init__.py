"""The engine room: runs notebooks, with parameters, from files to files. It knows nothing of surveys; see README.md."""
