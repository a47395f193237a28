import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { RouteArguments, RouteOutput } from '../../src-main/contract/route.ts'
import { draftMessage } from '../../src-main/features/messages/message-draft.contract.ts'
import {
  cancelMessage,
  createMessage,
  getMessage,
  getMessageAttachment,
  listMessages,
  markMessageSent,
  previewMessage,
  resendMessage,
} from '../../src-main/features/messages/messages.contract.ts'
import type { Api } from './api.ts'
import { cursorListOptions } from './use-cursor-list.ts'

const pageSize = 50

export type MessageFilter = Omit<RouteArguments<typeof listMessages>['query'], 'page'>
export type ListedMessage = RouteOutput<typeof listMessages>['data'][number]
export type WholeMessage = RouteOutput<typeof getMessage>
export type NewMessage = RouteArguments<typeof createMessage>['body']
export type MessageDraft = RouteOutput<typeof draftMessage>

const messagesKey = (api: Api) => [...api.scopeKey(), 'messages'] as const

/** Everything that was sent, waits, or came in. */
export const messagesQuery = (api: Api, filter: MessageFilter) =>
  cursorListOptions({
    queryKey: [...messagesKey(api), 'list', filter],
    fetchPage: (page, signal) => api.callRoute(listMessages, { query: { ...filter, page: { ...page, limit: pageSize } }, signal }),
  })

export const messageQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: [...messagesKey(api), 'one', id],
    queryFn: ({ signal }) => api.callRoute(getMessage, { params: { id }, signal }),
  })

/** What is about a record, or about none. */
export interface About {
  readonly recordType: string
  readonly recordId: number
}

/** What a message about a record begins with. */
export const messageDraftQuery = (api: Api, about: About | undefined) =>
  queryOptions({
    queryKey: [...messagesKey(api), 'draft', about],
    queryFn: ({ signal }) => api.callRoute(draftMessage, { query: about ?? {}, signal }),
  })

/** Where a number leads, as it is dialled. */
export const dialledQuery = (
  api: Api,
  message: { readonly kind: NewMessage['kind']; readonly connectionId: number | undefined; readonly to: string },
) =>
  queryOptions({
    queryKey: [...messagesKey(api), 'dialled', message],
    queryFn: ({ signal }) =>
      api.callRoute(previewMessage, {
        body: {
          kind: message.kind,
          to: [message.to],
          ...(message.connectionId === undefined ? {} : { connectionId: message.connectionId }),
        },
        signal,
      }),
    retry: false,
  })

export const sendMessageMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (body: NewMessage) => api.callRoute(createMessage, { body }),
    onSuccess: (_sent, _body, _result, { client }) => client.invalidateQueries({ queryKey: messagesKey(api) }),
  })

const decisions = { resend: resendMessage, cancel: cancelMessage, markSent: markMessageSent } as const
export type MessageDecision = keyof typeof decisions

/** What a person decides about a message. */
export const decideMutation = (api: Api) =>
  mutationOptions({
    mutationFn: ({ id, decision }: { readonly id: number; readonly decision: MessageDecision }) =>
      api.callRoute(decisions[decision], { params: { id: String(id) } }),
    onSuccess: (_message, _decision, _result, { client }) => client.invalidateQueries({ queryKey: messagesKey(api) }),
  })

export const attachmentMutation = (api: Api) =>
  mutationOptions({
    mutationFn: ({ id, attachmentId }: { readonly id: number; readonly attachmentId: number }) =>
      api.callRoute(getMessageAttachment, { params: { id: String(id), attachmentId } }),
  })
