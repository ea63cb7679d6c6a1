"""The assistant: a conversation with a model that works on the workspace by the same actions as everybody."""
