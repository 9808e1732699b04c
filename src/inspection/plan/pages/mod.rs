//! The screens of planning.
