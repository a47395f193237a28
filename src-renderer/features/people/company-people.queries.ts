import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { RouteArguments } from '../../../src-main/contract/route.ts'
import { listEvents } from '../../../src-main/features/events/events.contract.ts'
import { changePerson, getPersonAccess } from '../../../src-main/features/people/company-people.contract.ts'
import {
  acceptInvitation,
  createInvitation,
  listInvitations,
  openInvitation,
  withdrawInvitation,
} from '../../../src-main/features/people/invitations.contract.ts'
import type { Api } from '../../lib/api.ts'
import { peopleQuery } from '../../lib/person-queries.ts'

/** Who was invited and has not come yet, newest first. */
export const invitationsQuery = (api: Api) =>
  queryOptions({
    queryKey: [...api.scopeKey(), 'invitations'],
    queryFn: async ({ signal }) => (await api.callRoute(listInvitations, { signal })).data,
  })

/** What a person uses the company with. */
export const personAccessQuery = (api: Api, id: number) =>
  queryOptions({
    queryKey: [...peopleQuery(api).queryKey, 'access', id],
    queryFn: ({ signal }) => api.callRoute(getPersonAccess, { params: { id }, signal }),
    staleTime: 0,
  })

const historyLength = 50

/** What happened to a person in the company, newest first. */
export const personHistoryQuery = (api: Api, id: number) =>
  queryOptions({
    queryKey: [...peopleQuery(api).queryKey, 'history', id],
    queryFn: async ({ signal }) =>
      (await api.callRoute(listEvents, { query: { recordType: 'person', recordId: id, page: { limit: historyLength } }, signal })).data,
  })

const refresh = (api: Api, client: QueryClient) =>
  Promise.all([peopleQuery(api), invitationsQuery(api)].map(({ queryKey }) => client.invalidateQueries({ queryKey })))

export const changePersonMutation = (api: Api) =>
  mutationOptions({
    mutationFn: ({ id, ...body }: { id: number } & RouteArguments<typeof changePerson>['body']) =>
      api.callRoute(changePerson, { params: { id }, body }),
    onSuccess: (_person, _change, _result, { client }) => refresh(api, client),
  })

export const createInvitationMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (body: RouteArguments<typeof createInvitation>['body']) => api.callRoute(createInvitation, { body }),
    onSuccess: (_invitation, _body, _result, { client }) => refresh(api, client),
  })

export const withdrawInvitationMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (id: number) => api.callRoute(withdrawInvitation, { params: { id } }),
    onSuccess: (_nothing, _id, _result, { client }) => refresh(api, client),
  })

/** What the link of an invitation is for; fails with `not_found` when it is over. */
export const openedInvitationQuery = (api: Api, token: string) =>
  queryOptions({
    queryKey: ['opened-invitation', token],
    queryFn: ({ signal }) => api.callRoute(openInvitation, { body: { token }, signal }),
    retry: false,
  })

export const acceptInvitationMutation = (api: Api) =>
  mutationOptions({ mutationFn: (body: RouteArguments<typeof acceptInvitation>['body']) => api.callRoute(acceptInvitation, { body }) })
