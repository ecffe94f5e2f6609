export const clouds = {};
