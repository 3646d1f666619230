import type { ProjectsByItem } from './shapes.js';

export const deploymentProjects: ProjectsByItem = {};
