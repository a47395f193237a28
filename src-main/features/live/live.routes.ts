import { type BoundRoute, stream } from '../../infra/http/bind.ts'
import { streamEvents } from './live.contract.ts'
import type { Live } from './live.service.ts'

export const liveRoutes = ({ openStream }: Pick<Live, 'openStream'>): BoundRoute[] => [
  stream(streamEvents, ({ principal, query }, opened) => openStream({ ...query, principal }, opened)),
]
