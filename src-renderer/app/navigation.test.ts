import { describe, expect, it } from 'vitest'
import { navigationItemOf } from './navigation.ts'

describe('navigationItemOf', () => {
  it('finds the entry that a page belongs to', () => {
    const paths = ['/', '/jobs', '/jobs/JOB-1', '/settings/api-keys/new', '/settings/password', '/jobsite']
    expect(paths.map((path) => navigationItemOf(path)?.id)).toEqual(['overview', 'jobs', 'jobs', 'apiKeys', undefined, undefined])
  })
})
