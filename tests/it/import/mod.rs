//! Workbooks in: figures of published ones and the layouts of other offices.

mod grids;
