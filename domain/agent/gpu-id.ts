/** Ids of GPUs are the same with and without the prefix that some tools give them. */
export const bareGpuId = (gpuId: string): string => gpuId.replace(/^GPU-/, '');
