/** How far a message has come by the word of the vendor. `failed` is for good. */
export type ReceiptStatus = 'sent' | 'delivered' | 'read' | 'failed'

/** What a vendor tells later of a message that it took. */
export interface DeliveryReceipt {
  /** As `vendorId` of the message that was sent. */
  readonly vendorId: string
  readonly status: ReceiptStatus
  /** The vendor's own code and words for a failure. */
  readonly code: string | null
  readonly reason: string | null
  /** In the vendor's own notation, `0.0333 EUR`; null where it does not tell. */
  readonly cost: string | null
}

/** Reads the receipts of a request that the vendor sent: its body, as JSON or as the fields of a form. Empty for what is no receipt, or tells nothing new. */
export type ReadReceipts = (body: unknown) => readonly DeliveryReceipt[]
