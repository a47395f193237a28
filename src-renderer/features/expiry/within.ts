/** Days within which a credential ends that the page offers to see alone. */
export const withinChoices = ['7', '30', '90'] as const
