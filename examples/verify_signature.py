"""Verifies that a webhook comes from Interlock, is unchanged and is fresh. Needs Python 3.9 or newer and nothing else."""

import hashlib
import hmac
import re
import time
from typing import Optional

TOLERANCE_SECONDS = 5 * 60


def signature_problem(secret: str, header: Optional[str], body: bytes, now: Optional[float] = None) -> Optional[str]:
    """Checks the header X-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256(secret, t + "." + body)>.

    For a while after the secret was changed there is a second v1, made with the old one: any that fits will do.
    body: the bytes as they came, before any JSON parser. Returns what is wrong, or None when nothing is.
    """
    parts = [part.strip() for part in (header or "").split(",")]
    times = [part[2:] for part in parts if re.fullmatch(r"t=[0-9]+", part)]
    signatures = [part[3:] for part in parts if re.fullmatch(r"v1=[0-9a-f]{64}", part)]
    if not times or not signatures:
        return "no signature"
    expected = hmac.new(secret.encode(), times[0].encode() + b"." + body, hashlib.sha256).hexdigest()
    if not any(hmac.compare_digest(expected, signature) for signature in signatures):
        return "wrong signature"
    if abs((time.time() if now is None else now) - int(times[0])) > TOLERANCE_SECONDS:
        return "too old"
    return None
