namespace Goldthread.Domain;

/// <summary>Why something can't be done, in words a user can act on.</summary>
/// <param name="Field">The name of the form field to mend; empty means the whole form.</param>
/// <param name="Message">What is wrong and how to mend it, one sentence without a full stop.</param>
public sealed record Problem(string Field, string Message);
