import type { ProjectsByItem } from './shapes.js';

export const observabilityProjects: ProjectsByItem = {};
