import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { commentTicket, listTicketComments } from '../../../src-main/features/tickets/tickets.contract.ts'
import type { Api } from '../../lib/api.ts'

const mostComments = 100

const commentsKey = (api: Api, ticketId: number) => [...api.scopeKey(), 'tickets', 'comments', ticketId] as const

/** The comments of a ticket, oldest first. */
export const commentsQuery = (api: Api, ticketId: number) =>
  queryOptions({
    queryKey: commentsKey(api, ticketId),
    queryFn: ({ signal }) =>
      api.callRoute(listTicketComments, { params: { id: String(ticketId) }, query: { page: { limit: mostComments } }, signal }),
  })

/** NB: the history tells of a comment too, so that everything of the workspace is read again. */
export const commentMutation = (api: Api, ticketId: number) =>
  mutationOptions({
    mutationFn: (body: string) => api.callRoute(commentTicket, { params: { id: String(ticketId) }, body: { body } }),
    onSettled: (_data, _error, _variables, _result, { client }) => void client.invalidateQueries({ queryKey: api.scopeKey() }),
  })
