import type { ApiKey } from '../../../src-main/features/api-keys/api-keys.contract.ts'
import type { Tone } from '../../ui/status-badge.tsx'

export const statusTones: Readonly<Record<ApiKey['status'], Tone>> = { active: 'done', expired: 'waiting', revoked: 'off' }
