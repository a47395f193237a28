import type { DeclaredRecords } from '../../records/declared-records.ts'
import { assetType } from './assets.contract.ts'
import { assets } from './assets.table.ts'

export const assetRecords: DeclaredRecords = { type: assetType, table: assets }
