import { Button, Menu } from '@mantine/core'
import { IconBuildingFactory2, IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../features/people/people.queries.ts'
import { useWorkspace } from '../lib/services.tsx'
import { useSwitchWorkspace } from './use-switch-workspace.ts'

export function CompanySwitcher() {
  const { t } = useTranslation('app')
  const companies = useSession()?.companies ?? []
  const { company } = useWorkspace()
  const switchWorkspace = useSwitchWorkspace()
  const current = companies.find((candidate) => candidate.slug === company) ?? companies[0]
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          className="company-switcher"
          leftSection={<IconBuildingFactory2 size={16} stroke={1.6} />}
          rightSection={<IconChevronDown size={14} stroke={1.6} />}
          aria-label={t('company.switch', { name: current?.name ?? '' })}
        >
          {current?.name ?? ''}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('company.label')}</Menu.Label>
        <Menu.RadioGroup value={current?.slug ?? ''} onChange={(slug) => switchWorkspace({ company: slug })}>
          {companies.map((candidate) => (
            <Menu.RadioItem key={candidate.slug} value={candidate.slug} closeMenuOnClick>
              {candidate.name} <span className="dim">{t(`role.${candidate.role}`)}</span>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
