"""The token of an address that ends reminders: whose, and a signature nobody can guess."""

import hashlib
import hmac

ID_LENGTH, SIGNATURE_LENGTH = 12, 32  # 128 bits


def stop_token(contact: str, email: str, key: bytes) -> str:
    """The token of one mailbox of a young person or guardian, by their public id: another address is another token."""
    said = hmac.new(key, f"{contact} {email.lower()}".encode(), hashlib.sha256).hexdigest()
    return contact + said[:SIGNATURE_LENGTH]


def contact_in(token: str) -> str:
    """Of whom a token speaks, which its signature has still to prove."""
    return token[:-SIGNATURE_LENGTH]


def is_signed(token: str, email: str, key: bytes) -> bool:
    """Whether we made this token for that mailbox."""
    return hmac.compare_digest(token.encode(), stop_token(contact_in(token), email, key).encode())
