import { type ErrorCode, errorStatuses } from '../../contract/error-codes.ts'
import type { Locale } from '../../contract/fields.ts'
import { type ErrorTexts, errorAnswer } from './error-answers.ts'

/** `resources/locales/<language>/error-pages.json`. */
export interface ErrorPageTexts {
  readonly page: Readonly<Record<'happened' | 'causes' | 'fix' | 'example' | 'status' | 'all', string>>
  readonly code: ErrorTexts
}

interface ErrorPageParts {
  readonly code: ErrorCode
  readonly language: Locale
  readonly texts: ErrorPageTexts
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** What `details.docs` of an error points to: readable without signing in, by whoever looks at the answer. */
export function errorPage({ code, language, texts }: ErrorPageParts): string {
  const { page, code: codes } = texts
  const { happened = '', causes = [], fix = '' } = codes[code] ?? {}
  const example = JSON.stringify(errorAnswer(code, codes), null, 2)
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${code} · Interlock API</title>
    <link rel="stylesheet" href="/api/docs/error-page.css" />
  </head>
  <body>
    <main>
      <p class="status">${escaped(page.status.replace('{{status}}', String(errorStatuses[code])))}</p>
      <h1><code>${code}</code></h1>
      <h2>${escaped(page.happened)}</h2>
      <p>${escaped(happened)}</p>
      <h2>${escaped(page.causes)}</h2>
      <ul>
        ${causes.map((cause) => `<li>${escaped(cause)}</li>`).join('\n        ')}
      </ul>
      <h2>${escaped(page.fix)}</h2>
      <p>${escaped(fix)}</p>
      <h2>${escaped(page.example)}</h2>
      <pre tabindex="0">${escaped(example)}</pre>
      <p><a href="/api-docs/errors">${escaped(page.all)}</a></p>
    </main>
  </body>
</html>
`
}

export const errorPageStyle = `body { margin: 0; font: 16px/1.55 system-ui, "Segoe UI", Roboto, sans-serif; color: #1b212c; background: #fff; }
main { max-width: 720px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { margin: 0 0 24px; font-size: 24px; }
h2 { margin: 24px 0 4px; font-size: 15px; }
p, ul { margin: 4px 0; }
ul { padding-left: 20px; }
.status { color: #566071; font-size: 14px; }
code, pre { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; }
pre { padding: 12px 16px; border: 1px solid #e2e6eb; border-radius: 6px; background: #f4f5f8; font-size: 13px; overflow: auto; }
a { color: #0b6b66; }
@media (prefers-color-scheme: dark) {
  body { color: #e4e8ee; background: #0f1318; }
  .status { color: #9aa5b4; }
  pre { border-color: #262d37; background: #11161c; }
  a { color: #45c1b8; }
}
`
