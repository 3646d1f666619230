import type { ItemId } from '../model/checklist.js';
import type { ChecklistItem } from './item.js';
import { deploymentItems } from './items/deployment.js';
import { observabilityItems } from './items/observability.js';
import { reliabilityItems } from './items/reliability.js';
import { scalabilityItems } from './items/scalability.js';
import { securityItems } from './items/security.js';

/** The 28 items, in the checklist's order. */
export const items: readonly ChecklistItem[] = [...reliabilityItems, ...scalabilityItems, ...observabilityItems, ...securityItems, ...deploymentItems];

export const itemById: ReadonlyMap<ItemId, ChecklistItem> = new Map(items.map((item) => [item.id, item]));
