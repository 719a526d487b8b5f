"""Buyers ask and makers answer: questions, threads by secret link, offers, WhatsApp taps, and wishes."""
