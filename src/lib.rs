pub mod document;

pub mod model;

pub mod relation;

pub mod file;

pub mod rules;

pub mod review;

pub mod export;

pub mod session;

pub mod cli;

pub mod ui;
