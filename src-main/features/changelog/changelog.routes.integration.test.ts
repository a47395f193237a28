import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { apiChangelog } from '../../contract/api-changelog.ts'
import { locales } from '../../contract/fields.ts'
import { revisions } from '../../contract/revisions.ts'

test.each(locales)('anybody reads the changelog in %s, with the revisions that are served', async (language) => {
  const app = await createTestApp()
  const { status, body } = await app.request('GET', '/api/v1/changelog', { headers: { 'accept-language': language } })
  expect(status).toBe(200)
  expect(body).toEqual({
    current_revision: revisions.at(-1)?.date,
    revisions: revisions.map(({ date, sunset = null }) => ({ date, sunset })),
    changes: apiChangelog.map(({ date, kind, revision = null, text }) => ({ date, kind, revision, text: text[language] })),
  })
  expect((await app.request('GET', '/v1/changelog', { headers: { 'accept-language': language } })).body).toEqual(body)
})

test('the newest change is first, and each revision that a change names is one that is served', () => {
  const dates = apiChangelog.map(({ date }) => date)
  expect(dates).toEqual(dates.toSorted().toReversed())
  const served = revisions.map(({ date }) => date)
  expect(apiChangelog.flatMap(({ revision }) => revision ?? []).filter((revision) => !served.includes(revision))).toEqual([])
})
