import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { maxPageSize } from '../../../src-main/contract/pagination.ts'
import { commentTicket, listTicketComments } from '../../../src-main/features/tickets/tickets.contract.ts'
import { allPages } from '../../lib/all-pages.ts'
import type { Api } from '../../lib/api.ts'

const commentsKey = (api: Api, ticketId: number) => [...api.scopeKey(), 'tickets', 'comments', ticketId] as const

/** All comments of a ticket, oldest first: the newest one is what somebody looks for. */
export const commentsQuery = (api: Api, ticketId: number) =>
  queryOptions({
    queryKey: commentsKey(api, ticketId),
    queryFn: ({ signal }) =>
      allPages((page) =>
        api.callRoute(listTicketComments, { params: { id: String(ticketId) }, query: { page: { ...page, limit: maxPageSize } }, signal }),
      ),
  })

/** NB: the history tells of a comment too, so that everything of the workspace is read again. */
export const commentMutation = (api: Api, ticketId: number) =>
  mutationOptions({
    mutationFn: (body: string) => api.callRoute(commentTicket, { params: { id: String(ticketId) }, body: { body } }),
    onSettled: (_data, _error, _variables, _result, { client }) => void client.invalidateQueries({ queryKey: api.scopeKey() }),
  })
