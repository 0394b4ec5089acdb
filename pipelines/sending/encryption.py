"""Workbooks with a partner's password, which Excel and LibreOffice can open.

Here: encrypting a workbook, and opening it again. The standard is ECMA-376's agile encryption (MS-OFFCRYPTO) with
AES-256. The key is derived from the password by 100,000 rounds of SHA-512 over a random salt, so no two encryptions
are the same bytes.
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
    """Return the workbook from an encrypted one; None if the password doesn't open it, or it is not a workbook."""
    opened = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(package))
        file.load_key(password=password, verify_password=True)
        file.decrypt(opened, verify_integrity=True)
    except Exception:  # the file may be anything, such as half a workbook, and the library fails in many ways
        return None
    return opened.getvalue()
