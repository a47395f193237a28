/** The files of `swagger-ui-dist` that the page needs; the build copies them. */
export const swaggerFiles = [
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'oauth2-redirect.html',
  'oauth2-redirect.js',
  'favicon-32x32.png',
] as const

/** Swagger UI as a page of its own: every file from here, so that it works without a network and under the strict policy. */
export const swaggerPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Interlock API</title>
    <link rel="icon" type="image/png" href="/api/docs/favicon-32x32.png" />
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
    <link rel="stylesheet" href="/api/docs/interlock.css" />
  </head>
  <body>
    <nav class="docs-bar">
      <a href="/api-docs">Interlock</a>
      <a href="/api/docs/openapi.json">OpenAPI 3.0</a>
      <a href="/api/docs/openapi.json?version=3.1">OpenAPI 3.1</a>
      <a href="/api/docs/openapi.yaml">YAML</a>
      <a href="/api/docs/postman.json">Postman</a>
      <a href="/api/docs/insomnia.json">Insomnia</a>
    </nav>
    <main id="swagger-ui"></main>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`

export const swaggerStart = `const dark = window.matchMedia('(prefers-color-scheme: dark)')
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
dark.addEventListener('change', follow)
follow()

window.ui = SwaggerUIBundle({
  url: '/api/docs/openapi.json?version=3.1',
  dom_id: '#swagger-ui',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  displayRequestDuration: true,
  validatorUrl: null,
  oauth2RedirectUrl: window.location.origin + '/api/docs/oauth2-redirect.html',
  // Whoever is signed in to the window tries things out with the rights of the key, not with their own.
  requestInterceptor: (request) => Object.assign(request, { credentials: 'omit' }),
})
window.ui.initOAuth({ usePkceWithAuthorizationCodeGrant: true, scopes: 'read' })
`

export const swaggerStyle = `body { margin: 0; background: #fff; font-family: system-ui, "Segoe UI", Roboto, sans-serif; }
.docs-bar { display: flex; flex-wrap: wrap; gap: 4px 20px; align-items: center; min-height: 48px; padding: 0 24px; border-bottom: 1px solid #e2e6eb; font-size: 14px; }
.docs-bar a { color: #0b6b66; text-decoration: none; }
.docs-bar a:first-child { font-weight: 600; color: inherit; }
.docs-bar a:hover, .docs-bar a:focus-visible { text-decoration: underline; }
.swagger-ui .info { margin: 24px 0; }
.swagger-ui .topbar { display: none; }
html.dark-mode body { background: #0f1318; color: #e4e8ee; }
html.dark-mode .docs-bar { border-color: #262d37; }
html.dark-mode .docs-bar a { color: #45c1b8; }
html.dark-mode .docs-bar a:first-child { color: inherit; }
`
