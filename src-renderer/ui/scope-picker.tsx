import { Radio, SegmentedControl, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { resourceText } from '../lib/resource-text.ts'
import './scope-picker.css'
import { type AccessLevel, levelsOf, type ResourceLevels, resources, type ScopePreset, scopePresets } from '../lib/scope-choice.ts'

interface ScopePickerProps {
  readonly preset: ScopePreset
  readonly onPreset: (preset: ScopePreset) => void
  readonly levels: ResourceLevels
  readonly onLevels: (levels: ResourceLevels) => void
  readonly error?: ReactNode
}

/** What a credential may do: one of the wide answers, or none, read or write for each resource. */
export function ScopePicker({ preset, onPreset, levels, onLevels, error }: ScopePickerProps) {
  const { t } = useTranslation('credentials')
  const choose = (value: string): void => onPreset(scopePresets.find((known) => known === value) ?? 'custom')
  return (
    <Radio.Group label={t('field.scopes')} value={preset} onChange={choose} error={error}>
      <Stack gap={8} mt={4}>
        {scopePresets.map((value) => (
          <Radio key={value} size="sm" value={value} label={t(`preset.${value}.label`)} description={t(`preset.${value}.help`)} />
        ))}
        {preset === 'custom' ? <Levels levels={levels} onLevels={onLevels} /> : null}
      </Stack>
    </Radio.Group>
  )
}

function Levels({ levels, onLevels }: Pick<ScopePickerProps, 'levels' | 'onLevels'>) {
  const { t } = useTranslation('credentials')
  return (
    <ul className="scope-levels">
      {resources.map((resource) => (
        <li key={resource}>
          <span>
            {t(resourceText(resource))} <code className="mono dim">{resource}</code>
          </span>
          <SegmentedControl
            aria-label={t(resourceText(resource))}
            value={levels[resource]}
            onChange={(level) => onLevels({ ...levels, [resource]: level as AccessLevel })} // one of the values below
            data={levelsOf(resource).map((value) => ({ value, label: t(`level.${value}`) }))}
          />
        </li>
      ))}
    </ul>
  )
}
