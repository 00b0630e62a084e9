"""The language of claims: from the words between braces to what the evidence answers."""
