export const snippetLanguages = ['Node.js', 'Python', 'PHP'] as const
export type SnippetLanguage = (typeof snippetLanguages)[number]

/** What a receiver does with X-Signature: `t=<unix>, v1=<hex HMAC-SHA256(secret, t + "." + body)>`, over the raw body, at most 5 minutes old. */
export const verificationSnippets: Readonly<Record<SnippetLanguage, string>> = {
  'Node.js': `import { createHmac, timingSafeEqual } from 'node:crypto'

// body: the raw bytes of the request, before any JSON parser
export function isFromInterlock(secret, header, body) {
  const { t, v1 } = Object.fromEntries(header.split(/,\\s*/).map((part) => part.split('=')))
  if (!t || !v1 || Math.abs(Date.now() / 1000 - Number(t)) > 300) return false
  const expected = createHmac('sha256', secret).update(t + '.').update(body).digest()
  const sent = Buffer.from(v1, 'hex')
  return sent.length === expected.length && timingSafeEqual(sent, expected)
}

// isFromInterlock(process.env.INTERLOCK_SECRET, request.headers['x-signature'], body)
`,
  Python: `import hashlib, hmac, time

# body: the raw bytes of the request, before any JSON parser
def is_from_interlock(secret: str, header: str, body: bytes) -> bool:
    parts = dict(part.strip().split("=", 1) for part in header.split(","))
    t, v1 = parts.get("t", ""), parts.get("v1", "")
    if not t.isdigit() or abs(time.time() - int(t)) > 300:
        return False
    expected = hmac.new(secret.encode(), t.encode() + b"." + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(v1, expected)

# is_from_interlock(os.environ["INTERLOCK_SECRET"], request.headers["X-Signature"], body)
`,
  PHP: `// $body: file_get_contents('php://input'), before any JSON parser
function is_from_interlock(string $secret, string $header, string $body): bool {
  if (!preg_match('/t=(\\d+),\\s*v1=([0-9a-f]{64})/', $header, $parts)) return false;
  if (abs(time() - (int) $parts[1]) > 300) return false;
  return hash_equals(hash_hmac('sha256', $parts[1] . '.' . $body, $secret), $parts[2]);
}

// is_from_interlock(getenv('INTERLOCK_SECRET'), $_SERVER['HTTP_X_SIGNATURE'], $body)
`,
}
