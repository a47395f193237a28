import { expect, it } from 'vitest'
import { logoProblem } from './logo-file.ts'

it('takes PNG and JPEG up to 300 kB', () => {
  expect([
    logoProblem({ type: 'image/png', size: 300_000 }),
    logoProblem({ type: 'image/jpeg', size: 1 }),
    logoProblem({ type: 'image/png', size: 300_001 }),
    logoProblem({ type: 'image/svg+xml', size: 1 }),
  ]).toEqual([undefined, undefined, 'size', 'type'])
})
