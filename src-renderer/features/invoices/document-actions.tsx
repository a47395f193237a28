import { Button } from '@mantine/core'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { notify } from '../../ui/notify.tsx'
import { printPdf } from '../../ui/print-pdf.ts'
import { saveFile } from '../../ui/save-file.ts'

interface DocumentActionsProps {
  /** Undefined while the document is on its way. */
  readonly bytes: Uint8Array | undefined
  /** Without extension: the print job and the file are called so. */
  readonly name: string
}

/** Print and save, for whatever the viewer beside it shows. */
export function DocumentActions({ bytes, name }: DocumentActionsProps) {
  const { t } = useTranslation('invoices')
  const print = useMutation({
    mutationFn: (document: Uint8Array) => printPdf(document, name),
    onError: () => notify({ message: t('printFailed'), tone: 'failed' }),
  })
  const save = useMutation({
    mutationFn: (document: Uint8Array) => saveFile(`${name}.pdf`, new Blob([document.slice()], { type: 'application/pdf' })),
    onSuccess: (path) => {
      if (typeof path === 'string') notify({ message: t('savedTo', { path }) })
    },
    onError: () => notify({ message: t('saveFailed'), tone: 'failed' }),
  })
  return (
    <>
      <Button
        leftSection={<IconPrinter size={16} stroke={1.6} />}
        disabled={bytes === undefined}
        loading={print.isPending}
        onClick={() => bytes !== undefined && print.mutate(bytes)}
      >
        {t('print')}
      </Button>
      <Button
        leftSection={<IconDownload size={16} stroke={1.6} />}
        disabled={bytes === undefined}
        loading={save.isPending}
        onClick={() => bytes !== undefined && save.mutate(bytes)}
      >
        {t('savePdf')}
      </Button>
    </>
  )
}
