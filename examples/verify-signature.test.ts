import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { ensureProgram } from '../scripts/ensure-program.ts'
import { signatureHeader } from '../src-main/features/webhooks/signature.ts'

const [secret, oldSecret, strange] = ['whsec_bmV3', 'whsec_b2xk', 'whsec_b3RoZXI=']
const now = 1_795_000_000
const body = '{"event":"job.completed","data":{"job":{"title":"Şase, 3 adet"}}}'

const headerOf = (secrets: string[], unixSeconds = now): string =>
  signatureHeader(secrets, { eventId: 'evt_1', body: Buffer.from(body), unixSeconds })

/** A received webhook, and what a verifier that holds the new secret has to say of it. */
const cases = [
  { header: headerOf([secret]), body, says: null },
  { header: headerOf([secret, oldSecret]), body, says: null },
  { header: headerOf([oldSecret, secret]).replaceAll(',', ', '), body, says: null },
  { header: headerOf([secret], now - 299), body, says: null },
  { header: headerOf([secret], now - 301), body, says: 'too old' },
  { header: headerOf([secret], now + 301), body, says: 'too old' },
  { header: headerOf([strange, oldSecret]), body, says: 'wrong signature' },
  { header: headerOf([secret]), body: `${body} `, says: 'wrong signature' },
  { header: headerOf([secret]).replace(`t=${now}`, `t=${now + 1}`), body, says: 'wrong signature' },
  { header: null, body, says: 'no signature' },
  { header: '', body, says: 'no signature' },
  { header: 't=now,v1=abc', body, says: 'no signature' },
  { header: `v1=${'a'.repeat(64)}`, body, says: 'no signature' },
]

const folder = fileURLToPath(new URL('.', import.meta.url))
const javaScript = `
import { text } from 'node:stream/consumers'
import { signatureProblem } from ${JSON.stringify(new URL('verify-signature.mjs', import.meta.url).href)}
const { secret, now, cases } = JSON.parse(await text(process.stdin))
const said = cases.map(({ header, body }) => signatureProblem({ secret, header: header ?? undefined, body: Buffer.from(body), nowSeconds: now }) ?? null)
console.log(JSON.stringify(said))`
const python = `
import json, sys
sys.path.insert(0, ${JSON.stringify(folder)})
sys.dont_write_bytecode = True
from verify_signature import signature_problem
given = json.load(sys.stdin)
print(json.dumps([signature_problem(given["secret"], one["header"], one["body"].encode(), given["now"]) for one in given["cases"]]))`
const php = `
require ${JSON.stringify(`${folder}verify-signature.php`)};
$given = json_decode(file_get_contents('php://stdin'), true);
echo json_encode(array_map(fn($one) => interlock_signature_problem($given['secret'], $one['header'], $one['body'], $given['now']), $given['cases']));`

test.each([
  { language: 'Node.js', program: () => process.execPath, args: ['--input-type=module', '--eval', javaScript] },
  { language: 'Python', program: () => ensureProgram('python3', 'python3'), args: ['-c', python] },
  { language: 'PHP', program: () => ensureProgram('php', 'php-cli'), args: ['-r', php] },
])(
  'the $language example accepts what Interlock signs, with the new secret and beside the old one, and says what is wrong otherwise',
  ({ program, args }) => {
    const { stdout, stderr } = spawnSync(program(), args, { input: JSON.stringify({ secret, now, cases }), encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual(cases.map(({ says }) => says))
  },
  600_000,
)
