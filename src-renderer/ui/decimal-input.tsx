import { NumberInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat } from './use-format.ts'

interface DecimalInputProps {
  readonly decimals: number
  /** Always shows all decimals, as amounts do. */
  readonly isFixed?: boolean
  /** ` %` */
  readonly suffix?: string
  readonly label?: ReactNode
  readonly 'aria-label'?: string
}

/** A number as the language writes it, never more digits than the API takes. */
export function DecimalInput({ decimals, isFixed = false, ...props }: DecimalInputProps) {
  const { separators } = useFormat()
  return (
    <NumberInput
      hideControls
      decimalScale={decimals}
      fixedDecimalScale={isFixed}
      decimalSeparator={separators.decimal}
      thousandSeparator={separators.group}
      {...props}
    />
  )
}
