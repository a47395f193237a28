import { apiChangelog } from '../../contract/api-changelog.ts'
import { revisions } from '../../contract/revisions.ts'
import { type BoundRoute, read } from '../../infra/http/bind.ts'
import { getChangelog } from './changelog.contract.ts'

export const changelogRoutes = (): BoundRoute[] => [
  read(getChangelog, ({ exchange }) => ({
    currentRevision: revisions.at(-1)?.date ?? '',
    revisions: revisions.map(({ date, sunset = null }) => ({ date, sunset })),
    changes: apiChangelog.map(({ text, revision = null, ...change }) => ({ ...change, revision, text: text[exchange.language] })),
  })),
]
