import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { RouteArguments, RouteOutput } from '../../../src-main/contract/route.ts'
import type { AlarmKind } from '../../../src-main/features/alarms/alarm-kinds.contract.ts'
import { type AlarmRuleChange, listAlarmRules, updateAlarmRule } from '../../../src-main/features/alarms/alarm-rules.contract.ts'
import {
  acknowledgeAlarm,
  countAlarms,
  getAlarm,
  listAlarms,
  shelveAlarm,
  unshelveAlarm,
} from '../../../src-main/features/alarms/alarms.contract.ts'
import { listEvents } from '../../../src-main/features/events/events.contract.ts'
import type { Api } from '../../lib/api.ts'
import { cursorListOptions } from '../../lib/use-cursor-list.ts'

export type AlarmFilter = Omit<NonNullable<RouteArguments<typeof listAlarms>['query']>, 'page'>
export type AlarmCounts = RouteOutput<typeof countAlarms>

const pageSize = 50
const historyLength = 50

const alarmsKey = (api: Api) => [...api.scopeKey(), 'alarms'] as const

const refresh = (api: Api, client: QueryClient) => client.invalidateQueries({ queryKey: alarmsKey(api) })

export const alarmsQuery = (api: Api, filter: AlarmFilter) =>
  cursorListOptions({
    queryKey: [...alarmsKey(api), 'list', filter],
    fetchPage: (page, signal) => api.callRoute(listAlarms, { query: { ...filter, page: { ...page, limit: pageSize } }, signal }),
  })

export const alarmCountsQuery = (api: Api) =>
  queryOptions({
    queryKey: [...alarmsKey(api), 'counts'],
    queryFn: ({ signal }) => api.callRoute(countAlarms, { signal }),
  })

export const alarmQuery = (api: Api, id: number) =>
  queryOptions({
    queryKey: [...alarmsKey(api), 'one', id],
    queryFn: ({ signal }) => api.callRoute(getAlarm, { params: { id }, signal }),
  })

export const alarmHistoryQuery = (api: Api, id: number) =>
  queryOptions({
    queryKey: [...alarmsKey(api), 'history', id],
    queryFn: async ({ signal }) => {
      const query = { recordType: 'alarm', recordId: id, page: { limit: historyLength } }
      return (await api.callRoute(listEvents, { query, signal })).data
    },
  })

const changing = <Body>(api: Api, call: (body: Body) => Promise<unknown>) =>
  mutationOptions({ mutationFn: call, onSuccess: (_alarm, _body, _result, { client }) => refresh(api, client) })

export const acknowledgeMutation = (api: Api, id: number) =>
  changing(api, (note: string | null) => api.callRoute(acknowledgeAlarm, { params: { id }, body: { note } }))

export const shelveMutation = (api: Api, id: number) =>
  changing(api, (body: { minutes: number; note: string | null }) => api.callRoute(shelveAlarm, { params: { id }, body }))

export const unshelveMutation = (api: Api, id: number) => changing(api, () => api.callRoute(unshelveAlarm, { params: { id } }))

export const alarmRulesQuery = (api: Api) =>
  queryOptions({
    queryKey: [...alarmsKey(api), 'rules'],
    queryFn: async ({ signal }) => (await api.callRoute(listAlarmRules, { signal })).data,
  })

export const updateRuleMutation = (api: Api, kind: AlarmKind) =>
  changing(api, (body: AlarmRuleChange) => api.callRoute(updateAlarmRule, { params: { kind }, body }))
