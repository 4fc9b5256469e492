/** The coastline, made at build time from Natural Earth (plugins/land.ts). */
export { default } from 'virtual:land';
