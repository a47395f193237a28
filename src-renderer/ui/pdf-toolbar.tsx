import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import {
  type Icon,
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconChevronDown,
  IconChevronUp,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { nextZoom, type PdfZoom, zoomSteps } from './pdf-zoom.ts'
import { useFormat } from './use-format.ts'

interface PdfToolbarProps {
  readonly zoom: PdfZoom
  /** What `fit` comes to. */
  readonly percent: number
  readonly onZoom: (zoom: PdfZoom) => void
  readonly page: number
  /** 0 while there is no document. */
  readonly pageCount: number
  readonly onPage: (page: number) => void
  /** After the page: "exactly what will be printed". */
  readonly note: string | undefined
  readonly isExpanded: boolean
  readonly onExpand: () => void
}

export function PdfToolbar(props: PdfToolbarProps) {
  const { t } = useTranslation('ui')
  const { page, pageCount, note, isExpanded } = props
  return (
    <div className="pdf-toolbar" role="toolbar" aria-label={t('pdf.toolbar')}>
      <div className="pdf-toolbar-group">
        <ZoomButtons {...props} />
      </div>
      <span className="pdf-toolbar-page tabular" aria-live="polite">
        {pageCount === 0 ? null : t('pdf.page', { page, total: pageCount })}
        {pageCount === 0 || note === undefined ? null : ` · ${note}`}
      </span>
      <div className="pdf-toolbar-group" data-end>
        {pageCount > 1 ? <PageButtons {...props} /> : null}
        <ToolButton
          icon={isExpanded ? IconArrowsMinimize : IconArrowsMaximize}
          label={isExpanded ? t('pdf.shrink') : t('pdf.expand')}
          onClick={props.onExpand}
        />
      </div>
    </div>
  )
}

function ZoomButtons({ zoom, percent, onZoom }: PdfToolbarProps) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const smaller = nextZoom(percent, -1)
  const larger = nextZoom(percent, 1)
  const options: readonly PdfZoom[] = ['fit', ...zoomSteps]
  const shown = format.percent(Math.round(percent) / 100)
  return (
    <>
      <ToolButton
        icon={IconZoomOut}
        label={t('pdf.zoomOut')}
        onClick={() => onZoom(smaller ?? percent)}
        isDisabled={smaller === undefined}
      />
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="compact-sm" variant="subtle" color="gray" className="tabular" aria-label={t('pdf.zoom', { percent: shown })}>
            {shown}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.RadioGroup value={String(zoom)} onChange={(value) => onZoom(value === 'fit' ? 'fit' : Number(value))}>
            {options.map((option) => (
              <Menu.RadioItem key={option} value={String(option)} closeMenuOnClick>
                {option === 'fit' ? t('pdf.fitWidth') : format.percent(option / 100)}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
      <ToolButton icon={IconZoomIn} label={t('pdf.zoomIn')} onClick={() => onZoom(larger ?? percent)} isDisabled={larger === undefined} />
    </>
  )
}

function PageButtons({ page, pageCount, onPage }: PdfToolbarProps) {
  const { t } = useTranslation('ui')
  return (
    <>
      <ToolButton icon={IconChevronUp} label={t('pdf.previousPage')} onClick={() => onPage(page - 1)} isDisabled={page <= 1} />
      <ToolButton icon={IconChevronDown} label={t('pdf.nextPage')} onClick={() => onPage(page + 1)} isDisabled={page >= pageCount} />
    </>
  )
}

interface ToolButtonProps {
  readonly icon: Icon
  readonly label: string
  readonly onClick: () => void
  readonly isDisabled?: boolean
}

function ToolButton({ icon: Shape, label, onClick, isDisabled = false }: ToolButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={onClick} disabled={isDisabled}>
        <Shape size={16} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  )
}
