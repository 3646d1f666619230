import type { ProjectsByItem } from './shapes.js';

export const securityProjects: ProjectsByItem = {};
