// Runs before the first paint and before any module.

// zod compiles schemas with `new Function`, which the content security policy forbids; a schema reads this when it is made.
globalThis.__zod_globalConfig = { jitless: true }

// The chosen colour scheme, so that a dark window never flashes white.
const chosen = localStorage.getItem('mantine-color-scheme-value')
const isDark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light')
