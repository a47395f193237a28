import type { Locale } from '../../contract/fields.ts'
import type { Db } from '../../infra/db/database.ts'
import { createRecordList, type ListQuery } from '../../records/list-query.ts'
import { createRecordStore } from '../../records/record-store.ts'
import type { Integrations } from '../integrations/integrations.service.ts'
import { listAttachments } from './attachments.store.ts'
import { type Message, type MessageDetail, messageDetail, messageFilters } from './message.contract.ts'
import { viewMessage } from './message-events.ts'
import { findContent, type NamedMessage, named, namesOfConnection } from './messages.store.ts'
import { type MessageRow, messages } from './messages.table.ts'

type Connectors = Pick<Integrations, 'connectors'>

const list = createRecordList(createRecordStore(messages, namesOfConnection), { plural: 'messages', filters: messageFilters })

/** What callers see of messages, in their language. */
export function createMessageViews({ connectors }: Connectors) {
  const vendorOf = ({ connectionType, connectionName }: NamedMessage): string =>
    connectors.find(({ type }) => type === connectionType)?.name ?? connectionName

  const view = (row: NamedMessage, language: Locale): Message => viewMessage(row, { vendor: vendorOf(row), language })

  return {
    page: (db: Db, query: ListQuery, language: Locale) => {
      const { data, pagination } = list.list(db, query)
      return { data: data.map((row) => view(row as unknown as NamedMessage, language)), pagination } // the store's own selection
    },
    detail: (db: Db, row: MessageRow, language: Locale): MessageDetail => {
      const { text, cc = [], bcc = [], replyTo = null, html = null, template = null } = findContent(db, row.id)
      return messageDetail.parse({
        ...view(named(db, row), language),
        ...(typeof text === 'string' ? { text } : {}),
        ...{ cc, bcc, replyTo, html, template },
        attachments: listAttachments(db, row.id),
      })
    },
  }
}
