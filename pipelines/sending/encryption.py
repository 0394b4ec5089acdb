"""Workbooks under a partner's password, as Excel and LibreOffice open them.

Here: encrypting one, and opening it again. The standard is ECMA-376's agile encryption (MS-OFFCRYPTO): AES-256, its key
drawn from the password by 100,000 rounds of SHA-512 over a random salt, so that no two encryptions are the same bytes.
"""

import io

import msoffcrypto
from msoffcrypto.format.ooxml import OOXMLFile


def encrypted(workbook: bytes, password: str) -> bytes:
    """Return a workbook encrypted with a password."""
    made = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook)).encrypt(password, made)
    return made.getvalue()


def decrypted(package: bytes, password: str) -> bytes | None:
    """Return the workbook in an encrypted one; None where the password doesn't open it, or it is none."""
    opened = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(package))
        file.load_key(password=password, verify_password=True)
        file.decrypt(opened, verify_integrity=True)
    except Exception:  # it reads whatever lies there, half a file among it, and fails in ways of its own
        return None
    return opened.getvalue()
