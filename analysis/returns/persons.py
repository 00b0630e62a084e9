"""Who replied, as a hash that finds repeats and nobody."""

import hashlib


def hashed_person(person: str, salt: str) -> str:
    """Who replied, as a hash that finds repeats and nobody."""
    if person.casefold() in ("", "-", "anonymous"):
        return ""
    return hashlib.sha256(f"{salt}\0{person.casefold()}".encode()).hexdigest()[:16]
