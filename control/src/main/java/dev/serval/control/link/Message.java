package dev.serval.control.link;

/** One line on the link. */
public sealed interface Message permits ToMaster, ToChild {}
